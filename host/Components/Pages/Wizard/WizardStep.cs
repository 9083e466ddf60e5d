namespace MSPortal.Connectors.Host.Components.Pages.Wizard;

/// <summary>A step of the wizard.</summary>
/// <param name="Address">Null while it can't be reached.</param>
public sealed record WizardStep(string Name, string? Address, bool IsDone);
