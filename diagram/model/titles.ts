/** Words for constructs whose ids say too little, or too much, on their own. */
const TITLES: Readonly<Record<string, string>> = {
  Alerts: "Alerts topic",
  Bus: "Alert rules",
  FileUploader: "Uploader role",
  Findings: "Forwarding rules",
  Key: "Workload key",
  MalwareProtection: "Malware scans",
  Production: "Production bucket",
  "Response/Failures": "Failed events",
  "Response/Triggers/Rule": "Upload rule",
  "Response/Triggers/Sweep": "Sweep schedule",
  SecurityMonitoring: "Monitoring role",
  "TrailQueries/Results": "Query results",
  "TrailQueries/Workgroup": "Trail queries",
};

/** Says nothing beside what the node is. */
const SILENT: ReadonlySet<string> = new Set(["Resource", "Bucket", "Role"]);

/** @param count of what stands together: then only their common construct speaks */
export function titleOf(construct: string, count = 1): string {
  const ids = construct.split("/").filter((id) => !SILENT.has(id));
  const kept = (count > 1 ? ids.slice(0, 1) : ids).join("/");
  return TITLES[kept] ?? inWords(kept);
}

/** `TrailArchive` → `Trail archive` */
function inWords(ids: string): string {
  const words = ids.replaceAll("/", " ").replaceAll(/([a-z])([A-Z])/g, "$1 $2");
  return words.slice(0, 1) + words.slice(1).toLowerCase();
}
