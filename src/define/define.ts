/**
 * Registers an element once. When a tag is taken already (a second copy of the library, another micro-frontend) the
 * first one stays and the page keeps working; a different owner of the name is reported.
 */
export function define(
  tag: `incident-${string}`,
  element: CustomElementConstructor,
  registry: CustomElementRegistry = customElements,
): void {
  const taken = registry.get(tag);
  if (!taken) registry.define(tag, element);
  else if (taken !== element && taken.name !== element.name)
    console.warn(`[incident-elements] <${tag}> was registered before by something else; that one is used.`);
}
