namespace Sipas.Alerts;

/// <summary>Names the receivers for which every alert is stored until it is delivered.</summary>
internal interface IAlertTargets
{
    /// <summary>Names of the receivers.</summary>
    IReadOnlyList<string> Names { get; }
}
