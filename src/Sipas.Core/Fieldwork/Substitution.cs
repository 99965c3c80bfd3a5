namespace Sipas.Fieldwork;

/// <summary>A substitution.</summary>
/// <param name="Day">The day.</param>
/// <param name="Replaced">The replaced case.</param>
/// <param name="Substitute">The activated reserve unit.</param>
/// <param name="Cell">Their cell.</param>
/// <param name="Disposition">The disposition of the replaced case.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Approver">The person who approved it.</param>
internal sealed record Substitution(DateOnly Day, string Replaced, string Substitute, string Cell, Disposition Disposition, string Reason,
    string Approver);
