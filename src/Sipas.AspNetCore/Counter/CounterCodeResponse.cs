namespace Sipas.AspNetCore.Counter;

/// <summary>The code to be shown on the display at a counter.</summary>
internal sealed record CounterCodeResponse
{
    /// <summary>The organisation unit of the requesting device.</summary>
    public required string Unit { get; init; }

    /// <summary>The code: ten characters.</summary>
    public required string Code { get; init; }

    /// <summary>The complete address for a phone.</summary>
    public required string Address { get; init; }

    /// <summary>Width and height of the QR code of the address in modules, including the quiet zone.</summary>
    public required int Size { get; init; }

    /// <summary>Its dark modules as the path of an SVG.</summary>
    public required string Path { get; init; }

    /// <summary>Seconds until the next code: 1 or more.</summary>
    public required int Seconds { get; init; }
}
