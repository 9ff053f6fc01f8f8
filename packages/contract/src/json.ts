// Plain JSON as a type: what crosses a wire without losing anything.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type JsonObject = { [key: string]: Json }
