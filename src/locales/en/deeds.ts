/** Words of what somebody does with incidents: what each step asks for, and the shipped choices by their ids. */
export const deed = {
  deed: {
    take: 'Take',
    assign: 'Assign',
    priority: 'Change priority',
    comment: 'Comment',
    hold: 'Put on hold',
    resolve: 'Resolve',
  },
  deedOf: (deed: string, what: string): string => `${deed}: ${what}`,
  answer: {
    assignee: 'To whom',
    assigneeHelp: 'Who takes a new incident begins to work on it.',
    group: 'Group',
    toMe: 'To me',
    reason: 'Reason',
    choose: 'Choose …',
    unchanged: 'as it is',
    comment: 'Comment',
    commentCaller: 'What you wait for; the caller reads this',
    publicly: 'The caller reads this',
    internally: 'Only those who work on it',
    code: 'How it was resolved',
    method: 'What was done',
    notes: 'Notes',
    becomes: (priority: string): string => `It becomes ${priority}.`,
  },
  resolutionCode: {} as Record<string, string>,
  resolutionMethod: {} as Record<string, string>,
};

export type DeedTerms = typeof deed;
