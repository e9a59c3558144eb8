/** The desk's own view of its service levels: how long until the first step, and until the resolution. */

const minute = 60_000;
const targets = { 1: [15, 240], 2: [30, 480], 3: [60, 1_440], 4: [240, 4_320] };

function clock(kind, label, minutes, incident, doneAt, pause, now) {
  const target = minutes * minute;
  const end = doneAt === undefined ? now : Date.parse(doneAt);
  const paused = pause.total + (pause.since === undefined ? 0 : end - pause.since);
  const due = Date.parse(incident.loggedAt) + target + paused;
  const over = end > due;
  const state =
    incident.status === 'cancelled'
      ? 'cancelled'
      : over
        ? 'breached'
        : doneAt !== undefined
          ? 'met'
          : pause.since === undefined
            ? 'running'
            : 'paused';
  return {
    kind,
    label,
    target,
    dueAt: new Date(due).toISOString(),
    state,
    ...(doneAt === undefined && state !== 'cancelled' ? { remaining: due - now } : {}),
  };
}

/** @param {{ total: number, since?: number }} pause milliseconds waited for others so far, and since when again */
export function clocksOf(incident, pause, now) {
  const [response, resolution] = targets[incident.priority] ?? targets[4];
  const none = { total: 0 };
  return [
    clock('response', 'First response', response, incident, incident.acknowledgedAt, none, now),
    clock('resolution', 'Resolution', resolution, incident, incident.resolvedAt, pause, now),
  ];
}
