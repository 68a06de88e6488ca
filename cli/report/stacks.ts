import { type PlanRecord, type StackRecord } from "../rehearse/record";
import { html, type Html, NOTHING } from "../../html/html";
import { type Section } from "./section";
import { mark, plural } from "./words";

export const stacks: Section = {
  id: "stacks",
  title: "Accounts and stacks",
  body: ({ stacks: all, plans }) =>
    all.length === 0
      ? NOTHING
      : html`<p class="lead">
            The real Terraform applied every stack with the real AWS provider. A plan is empty when
            what is deployed is exactly what the stack says.
          </p>
          ${stacksTable(all, plans)} ${changesList(plans)}`,
};

function stacksTable(applied: readonly StackRecord[], plans: readonly PlanRecord[]): Html {
  const occasions = [...new Set(plans.map(({ when }) => when))];
  const heads = occasions.map((when) => html`<th class="plan">Plan ${when}</th>`);
  const rows = applied.map((stack) => stackRow(stack, occasions, plans));
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Stacks and their plans">
    <table>
      <thead>
        <tr>
          <th>Stack</th>
          <th>Account</th>
          <th class="number">Resources</th>
          <th class="number">Applied in</th>
          ${heads}
          <th class="number">Destroyed in</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function stackRow(
  { name, accountId, addresses, applySeconds, destroySeconds, leftBehind }: StackRecord,
  occasions: readonly string[],
  plans: readonly PlanRecord[],
): Html {
  const cells = occasions.map((when) => {
    const plan = plans.find((candidate) => candidate.stack === name && candidate.when === when);
    return html`<td class="plan">${plan ? verdictOf(plan) : "–"}</td>`;
  });
  const left = leftBehind?.length
    ? html` <em>${plural(leftBehind.length, "resource")} left</em>`
    : "";
  return html`<tr>
    <th scope="row">${name}</th>
    <td><code>${accountId}</code></td>
    <td class="number">${addresses.length}</td>
    <td class="number">${applySeconds} s</td>
    ${cells}
    <td class="number">${destroySeconds === undefined ? "–" : html`${destroySeconds} s`}${left}</td>
  </tr>`;
}

const verdictOf = ({ changes }: PlanRecord): Html =>
  changes.length === 0
    ? html`${mark(true)} empty`
    : html`${mark(false)} ${plural(changes.length, "change")}`;

function changesList(plans: readonly PlanRecord[]): Html {
  const items = plans.flatMap(({ stack, when, changes }) =>
    changes.map(
      ({ address, action, attributes }) =>
        html`<li>
          <b>${stack}</b> ${when}: ${action} <code>${address}</code> (${attributes.join(", ")})
        </li>`,
    ),
  );
  return items.length === 0
    ? NOTHING
    : html`<ul class="changes">
        ${items}
      </ul>`;
}
