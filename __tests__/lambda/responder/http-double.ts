import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An endpoint on the loopback interface: takes real requests, and answers as it is told. */
export class HttpDouble {
  readonly received: Received[] = [];
  answer: (request: Received) => Answer = () => ({ status: 200 });
  private readonly server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
      const received = {
        method: request.method ?? "",
        path: decodeURIComponent(pathname),
        query: searchParams,
        headers: request.headers,
        body,
      };
      this.received.push(received);
      const { status, headers = {}, body: answer = "" } = this.answer(received);
      response.writeHead(status, headers).end(answer);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** An error as S3 words it. */
export const s3Error = (status: number, code: string, message = ""): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

/** An error as IAM and SNS word it. */
export const queryError = (status: number, code: string, message = ""): Answer => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

export const json = (value: unknown, status = 200): Answer => ({
  status,
  body: JSON.stringify(value),
});
