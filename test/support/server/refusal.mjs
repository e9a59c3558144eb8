/** Thrown for what the service desk does not take; the wire turns it into a problem. */
export class Refusal extends Error {
  constructor(status, message, errors) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}
