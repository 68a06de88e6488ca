import { type Line } from "../use";
import { STANDING } from "./standing";
import { WATCHING } from "./watching";
import { WORKING } from "./working";

export const LINES: readonly Line[] = [...STANDING, ...WATCHING, ...WORKING];
