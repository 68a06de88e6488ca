import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

/**
 * The lines of a text file, gzipped or not. Only a line feed ends a line: keys in JSON may hold
 * any other character that passes for a line's end elsewhere.
 * @throws the error of the file system, or of zlib
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const pieces: string[] = [];
  for await (const chunk of await openText(file)) {
    const [first = "", ...rest] = (chunk as string).split("\n");
    pieces.push(first);
    for (const next of rest) {
      yield pieces.splice(0).join("");
      pieces.push(next);
    }
  }
  yield pieces.join("");
}

async function openText(file: string): Promise<NodeJS.ReadableStream> {
  // By its first bytes, not by its name: some tools unpack what they download and keep the name.
  const isGzipped = (await firstBytes(file, 2)).equals(Buffer.from([0x1f, 0x8b]));
  const raw = createReadStream(file);
  // Errors reach whoever reads: the pipeline destroys its last stream with them.
  const stream = isGzipped ? pipeline(raw, createGunzip(), () => undefined) : raw;
  stream.setEncoding("utf8");
  return stream;
}

async function firstBytes(file: string, count: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
