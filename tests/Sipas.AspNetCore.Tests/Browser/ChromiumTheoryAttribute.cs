namespace Sipas.AspNetCore.Browser;

/// <summary>As <see cref="ChromiumFactAttribute"/>, with several inputs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = new ChromiumFactAttribute().Skip;
}
