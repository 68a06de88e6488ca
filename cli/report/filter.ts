import { html, type Html } from "../../html/html";
import { WORDS_FIELD } from "./filter-fields";

/**
 * Controls over what a section shows: the page's script shows the form, and hides each `.item` of
 * the section whose data don't have the chosen values or whose text lacks a word.
 */
export const filterForm = (section: string, controls: readonly Html[]): Html =>
  html`<form class="filter" data-section="${section}" aria-label="Filter" hidden>
    ${controls}
    <output class="quiet" aria-live="polite"></output>
  </form>`;

export const searchField = (label: string): Html =>
  html`<input type="search" name="${WORDS_FIELD}" placeholder="${label}" aria-label="${label}" />`;

export const checkbox = (name: string, value: string, label: string): Html =>
  html`<label class="pill"
    ><input type="checkbox" name="${name}" value="${value}" /><span>${label}</span></label
  >`;

interface Choice {
  readonly name: string;
  readonly title: string;
  readonly values: readonly string[];
}

/** One of the values, or all. */
export const choice = ({ name, title, values }: Choice): Html =>
  html`<fieldset>
    <legend>${title}</legend>
    ${["", ...values].map(
      (value) =>
        html`<label class="pill"
          ><input
            type="radio"
            name="${name}"
            value="${value}"
            ${value === "" ? html`checked` : ""}
          /><span>${value === "" ? "all" : value}</span></label
        >`,
    )}
  </fieldset>`;
