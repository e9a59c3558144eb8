/** Words for who has which part in an incident. */
export const participants = {
  /** The parts by their ids; those of one's own keep their own words. */
  participantRole: {
    commander: 'Incident commander',
    communications: 'Communications',
    'technical-lead': 'Technical lead',
    security: 'Security',
    business: 'Business side',
    scribe: 'Scribe',
    watcher: 'Kept informed',
    requestor: 'Reported by',
    cc: 'Kept informed (Cc)',
    'admin-cc': 'Works on it too (AdminCc)',
  } as Record<string, string>,
};
