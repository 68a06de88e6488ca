import type { PathSource } from "../scope";

export const deliveryPaths: PathSource = {};
