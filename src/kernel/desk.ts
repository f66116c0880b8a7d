// Where the desk stands and by which command it is entered: known to the command that gives the link and to the pages.
export const deskPath = '/ban-lam-viec';
/** Under it the one-time links. */
export const doorPath = `${deskPath}/vao`;
/** Whoever may use it may be at the desk. */
export const enterCommand = 'desk.enter';
