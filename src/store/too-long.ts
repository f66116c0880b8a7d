/**
 * The work of a transaction took longer than it may; all of it was undone. Unlike an outage it would do so again.
 */
export class TooLong extends Error {
  override readonly name = 'TooLong';
  constructor(milliseconds: number) {
    super(`the work took longer than ${milliseconds / 1000} s and was undone`);
  }
}
