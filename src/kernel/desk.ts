// Where the desk stands and by which command it is entered: known to the command that gives the link and to the pages.
export const deskPath = '/ban-lam-viec';
/** Under it the one-time links. */
export const doorPath = `${deskPath}/vao`;
/** Whoever may use it may be at the desk. */
export const enterCommand = 'desk.enter';

/** The rooms of the desk, in the order of its menu; every chapter may say in which its pages stand. */
export const rooms = [
  'today',
  'meetings',
  'tasks',
  'rounds',
  'conclusions',
  'others',
  'people',
  'sending',
  'records',
  'settings',
] as const;
export type Room = (typeof rooms)[number];
/** Of what has no room of its own. */
export const usualRoom: Room = 'others';
