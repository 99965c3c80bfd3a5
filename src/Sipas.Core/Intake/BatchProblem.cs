using Sipas.Problems;

namespace Sipas.Intake;

/// <summary>A problem of one ballot among many.</summary>
/// <param name="Index">Position of the ballot in the submitted list, from 0.</param>
/// <param name="Problem">The problem.</param>
internal readonly record struct BatchProblem(int Index, Problem Problem);
