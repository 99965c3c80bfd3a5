namespace Sipas.AspNetCore.Collection;

/// <summary>The code that the display at a counter shows now.</summary>
internal sealed record CounterCodeResponse
{
    /// <summary>The unit of the device that asks.</summary>
    public required string Unit { get; init; }

    /// <summary>The code: ten characters.</summary>
    public required string Code { get; init; }

    /// <summary>The whole address that a phone opens.</summary>
    public required string Address { get; init; }

    /// <summary>Width and height of the QR code of the address in modules, the quiet zone included.</summary>
    public required int Size { get; init; }

    /// <summary>Its dark modules as the path of an SVG.</summary>
    public required string Path { get; init; }

    /// <summary>Seconds after which there is another code: 1 or more.</summary>
    public required int Seconds { get; init; }
}
