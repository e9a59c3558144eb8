export const matrix = {
  matrix: {
    label: 'Impact and urgency',
    impact: 'Impact',
    urgency: 'Urgency',
    cell: (impactName: string, impact: string, urgencyName: string, urgency: string, priority: string) =>
      `${impactName} ${impact}, ${urgencyName.toLowerCase()} ${urgency}: ${priority}`,
    hint: 'Choose the cell that fits.',
    because: (impact: string, urgency: string) =>
      `because the impact is ${impact} and the urgency ${urgency}.`,
    gives: (cell: string, impact: string, urgency: string) =>
      `Impact ${impact} and urgency ${urgency} alone give ${cell}.`,
    reasonMissing: 'Say in a few words why the computed priority does not fit.',
    missing: 'Choose how bad it is and how soon it has to be solved.',
    none: 'No open incidents',
  },
};

export type MatrixTerms = typeof matrix;
