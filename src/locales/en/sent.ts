/** What somebody reads after sending: what has to be corrected, or what became of the report. */
export const sent = {
  sent: {
    failed: 'The ticket system did not accept it. Your text is all here.',
    problems: 'This could not be sent yet',
    // A question needs no colon.
    problemAt: (label: string, text: string) =>
      /[?؟]$/u.test(label) ? `${label} ${text}` : `${label}: ${text}`,
    logged: 'Your report has arrived',
    loggedAs: 'It has the number',
    noNumber: 'The ticket system has it.',
    answerWithin: (time: string) => `Somebody answers within ${time}.`,
    nextStep: 'Somebody from the service desk will look at it.',
    quote: 'Quote the number when you call.',
    waitTitle: 'Kept on this device',
    waitText:
      'It goes out by itself as soon as the ticket system can be reached. The number comes then; you may leave this page.',
    waitSignedOut: 'You are signed out. Sign in again and say so here: then it goes out.',
    waitMemoryTitle: 'Not sent yet',
    waitMemory: 'It goes out by itself as soon as the ticket system can be reached.',
    onlyCopy: 'This page holds the only copy: keep it open until then.',
    unknownTitle: 'Unclear whether it arrived',
    unknownText:
      'The ticket system may have taken it, but no answer came. It is kept among the unsent items, where you can check and send it again; it is not sent twice by itself.',
    another: 'Report another one',
  },
};

export type SentTerms = typeof sent;
