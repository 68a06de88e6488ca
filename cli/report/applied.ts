import { type Rehearsal, type StackRecord } from "../rehearse/record";
import { html, type Html } from "./html";
import { breakable, plural } from "./words";

/** Which types of resources were really made, stack by stack. */
export const appliedSection = ({ stacks }: Rehearsal): Html =>
  html`<section id="applied">
    <h2>What was applied</h2>
    <p class="lead">
      ${
        stacks.every(({ missing }) => missing.length === 0)
          ? "Every resource of every stack was applied: nothing was only planned or only validated."
          : "What wasn't applied was only planned: the rehearsal failed."
      }
    </p>
    <div class="scroll">
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
    </div>
  </section>`;

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
