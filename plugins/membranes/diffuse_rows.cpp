// The density of Song's phase-field energy (J. Math. Imaging Vis. 64, 2022, section 3), written to be
// vectorised.
#include "diffuse_rows.hpp"

#include <cmath>

#include "clones.hpp"

namespace cryocosm::membranes {
namespace {

// Where the field is flat its gradient has no direction; squared slopes below this count as flat. Across an
// interface they reach 1/2.
constexpr float k_flat = 1e-6f;
// Rounds off the kink of |k1 - k2| where both are equal; differences of the curvatures, times the slope,
// above this are told apart.
constexpr float k_round = 0.01f;
// Weight of (2 W - |grad u|^2)^2, which is zero on a true interface, in units of the bending terms. Without
// it u = 0 everywhere costs nothing at all. Twice as much already bends thin tubes into pearls.
constexpr double k_excess = 0.25;

}  // namespace

DiffuseTerms::DiffuseTerms(const CurvatureEnergy& energy, double epsilon_A, const PhaseLattice& lattice) {
  const CurvatureEnergy e = in_units_of(energy, epsilon_A);
  norm2 = static_cast<float>((e.a20 + e.a02 - e.a11) / 2);
  trace_root = static_cast<float>((e.a20 - e.a02) / 2);
  trace2 = static_cast<float>(e.a11 / 2);
  slope_trace = static_cast<float>((e.b10 + e.b01) / 2);
  slope_root = static_cast<float>((e.b10 - e.b01) / 2);
  slope2 = static_cast<float>(e.c);
  excess2 = static_cast<float>(k_excess * (e.a20 + e.a02) / 2);
  step_x = static_cast<float>(epsilon_A / lattice.spacing_A.x);
  step_y = static_cast<float>(epsilon_A / lattice.spacing_A.y);
  step_z = static_cast<float>(epsilon_A / lattice.spacing_A.z);
}

// With g the gradient, H the second derivatives and w = u^3 - u, all in units of epsilon, M = w n n' - H for
// the direction n of g; T = tr M = |g| (k1 + k2) and S = sqrt(2 |M|^2 - T^2) = |g| (k1 - k2) on a true
// interface.
CRYOCOSM_MEMBRANES_CLONES void jet_row(const DiffuseTerms& terms, const Neighbours& u, int n,
                                       float* __restrict jet, std::int64_t stride) {
  const DiffuseTerms t = terms;
  const float *o = u.row[1][1], *ym = u.row[1][0], *yp = u.row[1][2], *zm = u.row[0][1], *zp = u.row[2][1];
  const float *mm = u.row[0][0], *mp = u.row[0][2], *pm = u.row[2][0], *pp = u.row[2][2];
  const float xx = t.step_x * t.step_x, yy = t.step_y * t.step_y, zz = t.step_z * t.step_z;
  const float xy = t.step_x * t.step_y / 4, xz = t.step_x * t.step_z / 4, yz = t.step_y * t.step_z / 4;
  float* const out = jet;
  CRYOCOSM_MEMBRANES_INDEPENDENT
  for (int i = 0; i < n; ++i) {
    const float v = o[i];
    const float gx = t.step_x / 2 * (o[i + 1] - o[i - 1]);
    const float gy = t.step_y / 2 * (yp[i] - ym[i]);
    const float gz = t.step_z / 2 * (zp[i] - zm[i]);
    const float hxx = xx * (o[i + 1] - 2 * v + o[i - 1]);
    const float hyy = yy * (yp[i] - 2 * v + ym[i]);
    const float hzz = zz * (zp[i] - 2 * v + zm[i]);
    const float hxy = xy * ((yp[i + 1] - yp[i - 1]) - (ym[i + 1] - ym[i - 1]));
    const float hxz = xz * ((zp[i + 1] - zp[i - 1]) - (zm[i + 1] - zm[i - 1]));
    const float hyz = yz * ((pp[i] - pm[i]) - (mp[i] - mm[i]));

    const float w = v * (v * v - 1), w_u = 3 * v * v - 1;
    const float slope2 = gx * gx + gy * gy + gz * gz;
    const float slope = std::sqrt(slope2 + k_flat), inverse = 1 / (slope2 + k_flat);
    const float ax = hxx * gx + hxy * gy + hxz * gz;  // H g
    const float ay = hxy * gx + hyy * gy + hyz * gz;
    const float az = hxz * gx + hyz * gy + hzz * gz;
    const float normal = (ax * gx + ay * gy + az * gz) * inverse;  // n' H n
    const float trace = w - (hxx + hyy + hzz);
    const float norm2 =
        hxx * hxx + hyy * hyy + hzz * hzz + 2 * (hxy * hxy + hxz * hxz + hyz * hyz) + w * (w - 2 * normal);
    const float root2 = 2 * norm2 - trace * trace;
    const float excess = (1 - v * v) * (1 - v * v) / 2 - slope2;
    const float root = std::sqrt((root2 > 0 ? root2 : 0.0f) + k_round * k_round);

    out[k_energy * stride + i] = t.norm2 * norm2 + (t.trace_root * root + t.trace2 * trace) * trace +
                                 slope * (t.slope_trace * trace + t.slope_root * root) + t.slope2 * slope2 +
                                 t.excess2 * excess * excess;
    const float by_root = t.trace_root * trace + t.slope_root * slope;
    const float ratio = root2 > 0 ? by_root / root : 0.0f;
    const float by_norm2 = t.norm2 + ratio;
    const float by_trace = t.trace_root * root + 2 * t.trace2 * trace + t.slope_trace * slope - ratio * trace;
    const float by_slope2 = (t.slope_trace * trace + t.slope_root * root) / (2 * slope) + t.slope2;
    out[k_u * stride + i] = w_u * (2 * by_norm2 * (w - normal) + by_trace) + 4 * t.excess2 * excess * w;
    const float turn = -4 * w * by_norm2 * inverse;
    const float along = 2 * by_slope2 - turn * normal - 4 * t.excess2 * excess;
    out[k_gx * stride + i] = turn * ax + along * gx;
    out[k_gy * stride + i] = turn * ay + along * gy;
    out[k_gz * stride + i] = turn * az + along * gz;
    const float twice = 2 * by_norm2, tilt = w * inverse;
    out[k_hxx * stride + i] = twice * (hxx - tilt * gx * gx) - by_trace;
    out[k_hyy * stride + i] = twice * (hyy - tilt * gy * gy) - by_trace;
    out[k_hzz * stride + i] = twice * (hzz - tilt * gz * gz) - by_trace;
    out[k_hxy * stride + i] = 2 * twice * (hxy - tilt * gx * gy);
    out[k_hxz * stride + i] = 2 * twice * (hxz - tilt * gx * gz);
    out[k_hyz * stride + i] = 2 * twice * (hyz - tilt * gy * gz);
  }
}

CRYOCOSM_MEMBRANES_CLONES void gather_row(const DiffuseTerms& terms, const Neighbours& jets,
                                          std::int64_t stride, int n, float* __restrict gradient) {
  const DiffuseTerms t = terms;
  const float xx = t.step_x * t.step_x, yy = t.step_y * t.step_y, zz = t.step_z * t.step_z;
  const float xy = t.step_x * t.step_y / 4, xz = t.step_x * t.step_z / 4, yz = t.step_y * t.step_z / 4;
  const float *o = jets.row[1][1], *ym = jets.row[1][0], *yp = jets.row[1][2], *zm = jets.row[0][1],
              *zp = jets.row[2][1];
  const float *mm = jets.row[0][0] + k_hyz * stride, *mp = jets.row[0][2] + k_hyz * stride,
              *pm = jets.row[2][0] + k_hyz * stride, *pp = jets.row[2][2] + k_hyz * stride;
  const float *gx = o + k_gx * stride, *xxo = o + k_hxx * stride, *yyo = o + k_hyy * stride,
              *zzo = o + k_hzz * stride;
  const float *gym = ym + k_gy * stride, *gyp = yp + k_gy * stride, *yym = ym + k_hyy * stride,
              *yyp = yp + k_hyy * stride, *xym = ym + k_hxy * stride, *xyp = yp + k_hxy * stride;
  const float *gzm = zm + k_gz * stride, *gzp = zp + k_gz * stride, *zzm = zm + k_hzz * stride,
              *zzp = zp + k_hzz * stride, *xzm = zm + k_hxz * stride, *xzp = zp + k_hxz * stride;
  CRYOCOSM_MEMBRANES_INDEPENDENT
  for (int i = 0; i < n; ++i) {
    const float first = t.step_x / 2 * (gx[i + 1] - gx[i - 1]) + t.step_y / 2 * (gyp[i] - gym[i]) +
                        t.step_z / 2 * (gzp[i] - gzm[i]);
    const float second = xx * (xxo[i + 1] - 2 * xxo[i] + xxo[i - 1]) + yy * (yyp[i] - 2 * yyo[i] + yym[i]) +
                         zz * (zzp[i] - 2 * zzo[i] + zzm[i]);
    const float mixed = xy * ((xyp[i + 1] - xyp[i - 1]) - (xym[i + 1] - xym[i - 1])) +
                        xz * ((xzp[i + 1] - xzp[i - 1]) - (xzm[i + 1] - xzm[i - 1])) +
                        yz * ((pp[i] - pm[i]) - (mp[i] - mm[i]));
    gradient[i] = (o[i] - first) + (second + mixed);
  }
}

}  // namespace cryocosm::membranes
