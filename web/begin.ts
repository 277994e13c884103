/**
 * The first script of all, and a small one: while the program is fetched and started, the page that most people begin with and the map's
 * library are on their way, too. A phone begins elsewhere.
 */
const begins = location.pathname === '/map' || (location.pathname === '/' && matchMedia('(min-width: 721px)').matches)
void import('./main.ts')
if (begins) void Promise.all([import('./pages/MapPage.vue'), import('./map/MapCanvas.vue')]).catch(() => undefined)
