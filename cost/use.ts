import { type Estate, type Place } from "./estate";
import { type Inputs } from "./inputs";
import { type PriceId } from "./prices";

/** What a line looks at: one place of an estate, and what its user says. */
export interface Seat {
  readonly place: Place;
  readonly estate: Estate;
  readonly inputs: Inputs;
}

/** A row of the bill: how much of what is used in a month at a place. */
export interface Line {
  readonly item: string;
  readonly price: PriceId;
  readonly quantity: (seat: Seat) => number;
  /** Where the quantity comes from. */
  readonly from: string;
  /** Resource types that this line is the price of. */
  readonly types: readonly string[];
}

/** What was used at a place, and by how many accounts like it. */
export interface Use extends Pick<Line, "item" | "price" | "from"> {
  readonly place: Place;
  readonly quantity: number;
  readonly times: number;
}
