import { type Fact, factAt, type Incident } from "./incident";
import { columns, shortened, shown } from "./words";

export function incidentTable(incidents: readonly Incident[]): string {
  if (incidents.length === 0) return "No incidents.\n";
  const rows = incidents.map((incident) => [
    shown(incident.time),
    shortened(shown(whoIn(incident))),
    shortened(shown(factAt(incident, "key") ?? "-")),
    shown(factAt(incident, "remove", "status") ?? "-"),
    shown(factAt(incident, "contain", "status") ?? "-"),
    shown(incident.id),
  ]);
  return columns([["TIME", "PRINCIPAL", "KEY", "OBJECT", "BLOCK", "INCIDENT"], ...rows]);
}

const whoIn = (incident: Incident): string =>
  factAt(incident, "principal", "arn") ?? factAt(incident, "principal", "userId") ?? "-";

/** What people ask for first; anything else follows. */
const ORDER = [
  ...["time", "bucket", "key", "versionId", "principal", "sourceIp", "how", "requestId"],
  ...["remove", "contain", "quarantine", "abort", "trigger", "recordedAt"],
];

export function incidentDetails({ id, facts }: Incident): string {
  const names = [...ORDER, ...Object.keys(facts).sort()];
  const rows = [...new Set(names)].flatMap((name) => {
    const fact = facts[name];
    return fact === undefined ? [] : linesOf(name, fact);
  });
  return columns([["incident", shown(id)], ...rows]);
}

function linesOf(name: string, fact: Fact): string[][] {
  if (name === "expiresAt") return [[name, new Date(Number(fact) * 1_000).toISOString()]];
  if (typeof fact !== "object") return [[name, shown(String(fact))]];
  if (Array.isArray(fact)) return [[name, fact.map(String).map(shown).join(" ")]];
  return Object.entries(fact).map(([part, text]) => [`${name}.${part}`, shown(text)]);
}
