/* Lines have addresses: “#L12”, “#L110-L114”; in a comparison R is the new side and L the old one. */
const ADDRESS = /^#([LR])(\d{1,7})(?:-\1(\d{1,7}))?$/;

export function readAddress(hash) {
  const [, side, one, other] = ADDRESS.exec(hash) ?? [];
  if (!side) return null;
  const [first, last] = [Number(one), Number(other ?? one)].sort((a, b) => a - b);
  return { side, first, last };
}

export const address = ({ side, first, last }) => `#${side}${first}${last > first ? `-${side}${last}` : ""}`;

export const words = ({ first, last }) => (last > first ? `Lines ${first}–${last}` : `Line ${first}`);
