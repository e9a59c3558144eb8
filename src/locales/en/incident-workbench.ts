/** Words of `incident-workbench`. */
export const workbench = {
  workbench: {
    queue: 'Queue',
    overview: 'Overview',
    incident: 'The chosen incident',
    back: 'Back to the queue',
    none: 'No incident is chosen.',
    noneHelp: 'Choose one in the queue: everything about it stands here.',
    heat: 'By impact and urgency',
    border: {
      overview: 'Border between overview and queue',
      incident: 'Border between queue and incident',
    },
    borderHelp:
      'Drag it or move it with the arrow keys; a double click or Enter brings the usual width back.',
  },
};

export type WorkbenchTerms = typeof workbench;
