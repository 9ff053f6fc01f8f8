// Where the keys E and N go to: the first field of the correction, and the note.

export const EDITOR_ID = 'correction-editor'
export const NOTE_ID = 'review-note'
