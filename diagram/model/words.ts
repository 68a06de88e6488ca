/** `2 rules`, `1 rule` */
export const counted = (count: number, many: string): string =>
  `${count} ${count === 1 ? many.replace(/s$/, "") : many}`;
