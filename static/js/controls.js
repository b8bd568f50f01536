/* Whether a control of a form still holds what the page came with. */
export function isAsShown(control) {
  if (control.matches("select")) return control.selectedIndex === Math.max(0, [...control.options].findIndex((option) => option.defaultSelected));
  return control.matches("[type=checkbox], [type=radio]") ? control.checked === control.defaultChecked : control.value === control.defaultValue;
}
