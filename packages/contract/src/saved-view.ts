// A choice of filters under a name, for everybody who uses this collector.

export const VIEW_SCREENS = ['overview', 'predictions', 'sessions', 'drift', 'review'] as const
export type ViewScreen = (typeof VIEW_SCREENS)[number]

export interface SavedView {
  id: string
  name: string
  screen: ViewScreen
  /** The query of the screen's address. */
  query: string
  updatedAt: string
}

/** The body of `POST /api/views` and `PUT /api/views/{id}`. */
export type SavedViewInput = Pick<SavedView, 'name' | 'screen' | 'query'>

/** `GET /api/views`. */
export interface SavedViewList {
  views: SavedView[]
}
