/** An error of AWS that is an answer: its code and, where the code says too little, its text. */
export interface Refusal {
  readonly name: string;
  readonly says?: RegExp;
}

export const isRefusal = (error: unknown, { name, says }: Refusal): error is Error =>
  error instanceof Error && error.name === name && (says?.test(error.message) ?? true);
