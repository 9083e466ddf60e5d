using MudBlazor;

namespace MSPortal.Connectors.Host.Components.Layout;

/// <summary>Colours and letters. Every text colour keeps a contrast of 4.5 to 1 on every ground it stands on.</summary>
internal static class AppTheme
{
    private static readonly string[] Font = ["Inter", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2d55c8",
            Secondary = "#5b4bb5",
            Success = "#17703f",
            Info = "#1a5fb4",
            Warning = "#8a5200",
            Error = "#b3261e",
            Background = "#f5f6f9",
            BackgroundGray = "#eceef3",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1a2233",
            DrawerBackground = "#ffffff",
            DrawerText = "#39435a",
            DrawerIcon = "#4d5870",
            TextPrimary = "#1a2233",
            TextSecondary = "#525d75",
            TextDisabled = "#6b758a",
            ActionDefault = "#4d5870",
            ActionDisabled = "#6b758a",
            ActionDisabledBackground = "#e4e7ee",
            LinesDefault = "#dde1ea",
            LinesInputs = "#7c869b",
            TableLines = "#e4e7ee",
            TableHover = "#f2f4fa",
            Divider = "#dde1ea",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#93b0ff",
            PrimaryContrastText = "#0d1526",
            Secondary = "#b9acff",
            SecondaryContrastText = "#0d1526",
            Success = "#62d394",
            SuccessContrastText = "#0d1526",
            Info = "#7fbcff",
            InfoContrastText = "#0d1526",
            Warning = "#f3b95a",
            WarningContrastText = "#0d1526",
            Error = "#ff938a",
            ErrorContrastText = "#0d1526",
            Background = "#10141c",
            BackgroundGray = "#171c26",
            Surface = "#181d28",
            AppbarBackground = "#181d28",
            AppbarText = "#e7eaf1",
            DrawerBackground = "#181d28",
            DrawerText = "#c5ccda",
            DrawerIcon = "#a8b2c5",
            TextPrimary = "#e7eaf1",
            TextSecondary = "#a8b2c5",
            TextDisabled = "#8d97ab",
            ActionDefault = "#a8b2c5",
            ActionDisabled = "#8d97ab",
            ActionDisabledBackground = "#262d3b",
            LinesDefault = "#2c3443",
            LinesInputs = "#79849a",
            TableLines = "#262d3b",
            TableHover = "#1f2532",
            Divider = "#2c3443",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", DrawerWidthLeft = "232px", AppbarHeight = "56px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "0" },
            H1 = new H1Typography { FontFamily = Font, FontSize = "1.375rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-.01em" },
            H2 = new H2Typography { FontFamily = Font, FontSize = "1.0625rem", FontWeight = "620", LineHeight = "1.3", LetterSpacing = "0" },
            H3 = new H3Typography { FontFamily = Font, FontSize = ".9375rem", FontWeight = "620", LineHeight = "1.35", LetterSpacing = "0" },
            H4 = new H4Typography { FontFamily = Font, FontSize = ".9375rem", FontWeight = "600", LineHeight = "1.35", LetterSpacing = "0" },
            H5 = new H5Typography { FontFamily = Font, FontSize = ".9375rem", FontWeight = "600", LineHeight = "1.35", LetterSpacing = "0" },
            H6 = new H6Typography { FontFamily = Font, FontSize = "1.0625rem", FontWeight = "620", LineHeight = "1.3", LetterSpacing = "0" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Font, FontSize = ".9375rem", LetterSpacing = "0" },
            Subtitle2 = new Subtitle2Typography { FontFamily = Font, FontSize = ".8125rem", FontWeight = "600", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = Font, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = Font, FontSize = ".8125rem", LineHeight = "1.45", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Font, FontSize = ".8125rem", FontWeight = "600", LetterSpacing = "0", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Font, FontSize = ".75rem", LetterSpacing = "0" },
            Overline = new OverlineTypography { FontFamily = Font, FontSize = ".6875rem", FontWeight = "600", LetterSpacing = ".04em" },
        },
    };
}
