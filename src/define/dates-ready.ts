/**
 * Gets the browser's tables of dates and numbers out once the page has nothing better to do. Whatever shows the first
 * date waits for them otherwise, and they take longer than the rows around it.
 */
if ('requestIdleCallback' in globalThis) requestIdleCallback(() => new Intl.DateTimeFormat().format(0));

export {};
