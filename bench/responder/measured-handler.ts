/**
 * Lies beside the responder in its archive and calls it. Processor time is what the function
 * spends itself, the SDK's work included: waiting, for AWS or for a pause, costs none.
 */
export const measuredHandler = `
const http = require("node:http");
let requests = [];
const request = http.request;
http.request = (...args) => {
  const made = request(...args);
  requests.push(made.method);
  return made;
};
const { handler } = require("./index.js");

exports.handler = async (event, context) => {
  requests = [];
  let error = null;
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  await handler(event, context).catch((caught) => { error = String(caught); });
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, ownMs: (user + system) / 1000, requests, error };
};
`;
