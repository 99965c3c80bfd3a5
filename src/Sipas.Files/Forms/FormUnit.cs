using Sipas.Common;

namespace Sipas.Files.Forms;

/// <summary>An organisation unit that can be selected in the form.</summary>
/// <param name="Code">The unit's code: the value of the choice.</param>
/// <param name="Name">Its name.</param>
public sealed record FormUnit(string Code, LocalizedText Name);
