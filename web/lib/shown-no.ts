interface InList { response: string, response_title: string, area_code: string | null }

/** Number of a problem as people read it: a sector's list is named by its title, an area's by the area's own code. */
export function shownNo(no: string, { response, response_title: title, area_code: area }: InList): string {
  return area === null && no.startsWith(`${response}-`) ? `${title} ${no.slice(response.length + 1)}` : no
}
