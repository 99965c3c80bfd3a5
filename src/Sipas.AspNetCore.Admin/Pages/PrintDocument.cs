using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Sipas.AspNetCore.Pages;

namespace Sipas.AspNetCore.Admin.Pages;

/// <summary>A page for printing within its layout.</summary>
/// <typeparam name="TPage">The component with the sheets.</typeparam>
internal sealed class PrintDocument<TPage> : ComponentBase
    where TPage : IComponent
{
    [CascadingParameter]
    private PrintView View { get; set; } = null!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenComponent<PrintLayout>(0);
        builder.AddComponentParameter(1, nameof(PrintLayout.StyleHrefs), View.StyleHrefs);
        builder.AddComponentParameter(2, nameof(PrintLayout.Title), View.Title);
        builder.AddComponentParameter(3, nameof(PrintLayout.BackHref), View.BackHref);
        builder.AddComponentParameter(4, nameof(PrintLayout.ChildContent), Cascade.To<TPage>(View.Model));
        builder.CloseComponent();
    }
}
