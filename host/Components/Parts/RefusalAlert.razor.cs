using Microsoft.AspNetCore.Components;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Host.Components.Parts;

/// <summary>Says why an action was not done, and what to do; nothing while there is no refusal.</summary>
public sealed partial class RefusalAlert
{
    [Parameter, EditorRequired]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    // The field's name is for programs; a person sees which field it is.
    private string Message => Refusal is InvalidValue invalid ? invalid.Why : Refusal!.Message;
}
