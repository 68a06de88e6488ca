import { type Html } from "../../html/html";
import { type Rehearsal } from "../rehearse/record";

/** A part of the page, and its entry in the contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Without markup, where the record has nothing for it: then the section is left out. */
  readonly body: (record: Rehearsal) => Html;
}
