import { html, NOTHING } from "../../html/html";
import { type Section } from "./section";
import { breakable } from "./words";

export const uploads: Section = {
  id: "uploads",
  title: "Who tried to upload",
  body: ({ uploads: all }) =>
    all.length === 0
      ? NOTHING
      : html`<div class="scroll" tabindex="0" role="group" aria-label="Who tried to upload">
          <table>
            <thead>
              <tr>
                <th>Who</th>
                <th>Object</th>
                <th>S3 said</th>
              </tr>
            </thead>
            <tbody>
              ${all.map(
                ({ who, key, outcome }) =>
                  html`<tr>
                    <th scope="row">${who}</th>
                    <td><code>${breakable(key)}</code></td>
                    <td>
                      ${outcome.status === "accepted" ? "accepted" : html`refused: ${breakable(outcome.because)}`}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`,
};
