using Sipas.Log;

namespace Sipas.Verification;

/// <summary>A closed survey as recorded in an anchor.</summary>
/// <param name="Name">Name of the survey.</param>
/// <param name="Digest">Hash of the closing (<see cref="SurveyClosing.Digest"/>): 64 lower-case hexadecimal digits.</param>
internal sealed record AnchoredClosing(string Name, string Digest);
