/** Words of `incident-workbench`. */
export const workbench = {
  workbench: {
    queue: 'Queue',
    overview: 'Overview',
    incident: 'The chosen incident',
    back: 'Back to the queue',
    none: 'No incident is chosen.',
    noneHelp: 'Choose one in the queue: everything about it stands here.',
  },
};

export type WorkbenchTerms = typeof workbench;
