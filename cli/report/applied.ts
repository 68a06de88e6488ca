import { html, type Html, NOTHING } from "../../html/html";
import { type StackRecord } from "../rehearse/record";
import { type Section } from "./section";
import { breakable, plural } from "./words";

/** Which types of resources were really made, stack by stack. */
export const applied: Section = {
  id: "applied",
  title: "What was applied",
  body: ({ stacks }) => (stacks.length === 0 ? NOTHING : table(stacks)),
};

const table = (stacks: readonly StackRecord[]): Html =>
  html`<p class="lead">
      ${
        stacks.every(({ missing }) => missing.length === 0)
          ? "Every resource of every stack was applied: nothing was only planned or only validated."
          : "What wasn't applied was only planned: the rehearsal failed."
      }
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="What was applied">
      <table>
        <thead>
          <tr>
            <th>Stack</th>
            <th>Where</th>
            <th>Applied</th>
            <th>Planned only</th>
          </tr>
        </thead>
        <tbody>
          ${stacks.map(row)}
        </tbody>
      </table>
    </div>`;

const row = ({ name, accountId, region, addresses, missing }: StackRecord): Html =>
  html`<tr>
    <th scope="row">${name}</th>
    <td><code>${accountId}</code><br />${region}</td>
    <td>${types(addresses)}</td>
    <td>${types(missing)}</td>
  </tr>`;

function types(addresses: readonly string[]): Html {
  const counts = new Map<string, number>();
  for (const [type = ""] of addresses.map((address) => address.split(".")))
    counts.set(type, (counts.get(type) ?? 0) + 1);
  const sorted = [...counts].sort(([one], [other]) => one.localeCompare(other));
  if (sorted.length === 0) return html`–`;
  return html`<details>
    <summary>${plural(sorted.length, "type")}, ${plural(addresses.length, "resource")}</summary>
    ${sorted.map(([type, count]) => html`${breakable(type)} ${count}<br />`)}
  </details>`;
}
