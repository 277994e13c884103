import gcoord from 'gcoord'

type LonLat = [number, number]

const { WGS84, GCJ02, BD09 } = gcoord.CRSTypes

export function wgs84ToGcj02(lon: number, lat: number): LonLat {
  return gcoord.transform([lon, lat], WGS84, GCJ02) as LonLat
}

export function gcj02ToBd09(lon: number, lat: number): LonLat {
  return gcoord.transform([lon, lat], GCJ02, BD09) as LonLat
}

/** GCJ-02 (AMap, Tencent) to WGS84, iterated to a tenth of a millimetre; one pass would leave about 0.2 m. */
export function gcj02ToWgs84(lon: number, lat: number): LonLat {
  return inverse(wgs84ToGcj02, lon, lat)
}

/** BD-09 (Baidu) to WGS84, both offsets taken back by iteration. */
export function bd09ToWgs84(lon: number, lat: number): LonLat {
  const [gcjLon, gcjLat] = inverse(gcj02ToBd09, lon, lat)
  return gcj02ToWgs84(gcjLon, gcjLat)
}

/** The offsets change slowly, so subtracting the error of the last guess converges in a few steps. */
function inverse(forward: (lon: number, lat: number) => LonLat, lon: number, lat: number): LonLat {
  let x = lon
  let y = lat
  for (let step = 0; step < 30; step++) {
    const [fx, fy] = forward(x, y)
    const dx = fx - lon
    const dy = fy - lat
    x -= dx
    y -= dy
    if (Math.abs(dx) < 1e-9 && Math.abs(dy) < 1e-9) break
  }
  return [x, y]
}
